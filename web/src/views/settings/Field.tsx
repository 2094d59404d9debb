import { useId, type InputHTMLAttributes, type ReactNode } from "react";
import type { Problem } from "../../api/problem";

type Input = InputHTMLAttributes<HTMLInputElement> & { readonly name: string; readonly label: string; readonly problem: Problem | null };

/** What the server says against a part of what was sent. */
export function ErrorAt({ id, name, problem }: { readonly id?: string; readonly name: string; readonly problem: Problem | null }) {
  const messages = problem?.errors.filter(({ pointer }) => pointer === `/${name}` || pointer.startsWith(`/${name}/`)).map(({ message }) => message) ?? [];
  return messages.length > 0 && <small id={id} className="wrong" lang="en">{messages.join(" ")}</small>;
}

/** A field, with what the server says against it. */
export function Field({ label, problem, ...input }: Input) {
  const id = useId();
  const isWrong = problem?.errors.some(({ pointer }) => pointer === `/${input.name}`) ?? false;
  return (
    <label>{label}
      <input {...input} autoComplete={input.autoComplete ?? "off"} aria-invalid={isWrong} aria-describedby={isWrong ? id : undefined} />
      <ErrorAt id={id} name={input.name} problem={problem} />
    </label>
  );
}

interface Chosen {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, ReactNode])[];
  readonly onChange?: (value: string) => void;
}

export function Choice({ name, label, value, options, onChange }: Chosen) {
  return (
    <label>{label}
      <select name={name} defaultValue={value} onChange={(event) => onChange?.(event.target.value)}>
        {options.map(([one, says]) => <option key={one} value={one}>{says}</option>)}
      </select>
    </label>
  );
}

/** To the first field that something is said against. */
export function focusOnWrong(form: HTMLFormElement, { errors }: Problem): void {
  for (const { pointer } of errors) {
    const field = form.elements.namedItem(pointer.split("/")[1] ?? "");
    if (field instanceof HTMLElement) { field.focus(); return; }
  }
}
