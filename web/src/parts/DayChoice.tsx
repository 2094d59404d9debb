import { useId } from "react";

interface Shown {
  readonly name: string;
  readonly value: string;
  readonly onChoose: (day: string) => void;
}

/** A day, or none. */
export function DayChoice({ name, value, onChoose }: Shown) {
  const id = useId();
  return (
    <span className="day-choice">
      <label htmlFor={id}>{name}</label>
      <input id={id} type="date" value={value} onChange={(event) => { onChoose(event.target.value); }} />
    </span>
  );
}
