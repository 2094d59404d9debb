import { useId, useState, type SubmitEvent } from "react";
import { Refused } from "../../parts/Acting";
import { useTagging } from "../../parts/useTagging";
import { useNumbers, useWords } from "../../words/useWords";

interface Shown {
  readonly marketplace: string;
  readonly chosen: ReadonlySet<number>;
  readonly known: readonly string[];
  readonly onClear: () => void;
  readonly onTagged: () => void;
}

/** What the chosen products are called from now on. */
export function TagBar({ marketplace, chosen, known, onClear, onTagged }: Shown) {
  const [words, numbers, id] = [useWords(), useNumbers(), useId()];
  const { problem, change } = useTagging(marketplace);
  const [tag, setTag] = useState("");
  const [done, setDone] = useState("");
  const name = tag.trim();
  const take = async (how: "add" | "remove") => {
    if (!name || !(await change([...chosen], { [how]: [name] }))) return;
    setDone((how === "add" ? words.wasTagged : words.wasUntagged)(numbers.whole(chosen.size), name));
    setTag("");
    onTagged();
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void take("add");
  };
  return (
    <>
      {chosen.size > 0 && (
        <form className="tag-bar" aria-label={words.tags} onSubmit={onSubmit}>
          <span>{words.chosenOf(numbers.whole(chosen.size))}</span>
          <input aria-label={words.tag} placeholder={words.tag} list={id} maxLength={60} autoComplete="off" value={tag} onChange={(event) => { setTag(event.target.value); }} />
          <datalist id={id}>{known.map((one) => <option key={one} value={one} />)}</datalist>
          <button className="button" disabled={!name}>{words.addTag}</button>
          <button type="button" className="button" disabled={!name} onClick={() => { void take("remove"); }}>{words.removeTag}</button>
          <button type="button" className="plain" onClick={onClear}>{words.clear}</button>
        </form>
      )}
      <p role="status" className="done">{done}</p>
      <div role="alert">{problem && <Refused problem={problem} />}</div>
    </>
  );
}
