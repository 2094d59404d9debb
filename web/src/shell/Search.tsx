import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { found, type FoundThing } from "../api/questions";
import { useAnswer } from "../api/useAnswer";
import { go, usePlace, type Here } from "../state/usePlace";
import { useNumbers, useWords } from "../words/useWords";

const kPause = 150;
const kShown = 8;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => { setSettled(text); }, kPause);
    return () => { clearTimeout(timer); };
  }, [text]);
  return settled;
}

function addressOfThing(place: Here, thing: FoundThing): string {
  if (thing.kind === "product") return place.to({ view: "products", id: String(thing.id) });
  if (thing.kind === "category") return place.to({ view: "categories", id: String(thing.id) });
  return place.to({ view: "overview", id: "", seller: String(thing.id) });
}

interface Shown {
  readonly id: string;
  readonly things: readonly FoundThing[];
  readonly chosen: number;
  readonly onOpen: (thing: FoundThing) => void;
}

function Matches({ id, things, chosen, onOpen }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const kinds = { product: words.product, category: words.category, seller: words.seller };
  return (
    <ul id={id} role="listbox" aria-label={words.search} className="matches">
      {things.map((thing, index) => (
        <li key={`${thing.kind} ${thing.id}`} id={`${id}-${index}`} role="option" aria-selected={index === chosen}
          onMouseDown={(event) => { event.preventDefault(); onOpen(thing); }}>
          <span className="match-name">{thing.name}</span>
          <span className="match-kind">{kinds[thing.kind]}</span>
          <span className="match-amount">{thing.expectedAmount === null ? numbers.whole(thing.expectedUnits) : numbers.money(thing.expectedAmount)}</span>
        </li>
      ))}
      {things.length === 0 && <li className="match-none" role="option" aria-selected="false" aria-disabled="true">{words.noMatches}</li>}
    </ul>
  );
}

interface Searching {
  readonly marketplace: string;
  readonly id?: string;
  readonly label?: string;
  /** Only such things. */
  readonly kind?: FoundThing["kind"];
  /** What is done with one that is found; else it is gone to. */
  readonly onOpen?: (thing: FoundThing) => void;
}

export function Search({ marketplace, id: inputId = "search", label, kind, onOpen }: Searching) {
  const [words, place, id] = [useWords(), usePlace(), useId()];
  const said = label ?? words.search;
  const [text, setText] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const wanted = useSettled(text.trim());
  const asked = useAnswer(wanted ? found(marketplace, wanted, kShown, kind) : null);
  const things = asked.body?.results ?? [];
  const isShown = isOpen && wanted !== "" && asked.body !== null;
  const open = (thing: FoundThing) => {
    if (onOpen) onOpen(thing);
    else go(addressOfThing(place, thing));
    setText("");
    setIsOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const thing = things[chosen];
    if (event.key === "ArrowDown") setChosen(Math.min(chosen + 1, things.length - 1));
    else if (event.key === "ArrowUp") setChosen(Math.max(chosen - 1, 0));
    else if (event.key === "Enter" && thing && isShown && asked.isCurrent) open(thing);
    else if (event.key === "Escape") { setIsOpen(false); setText(""); }
    else return;
    event.preventDefault();
  };
  return (
    <div className={label ? "search of-one" : "search"} role="search" aria-label={said}>
      <input id={inputId} type="search" role="combobox" autoComplete="off" spellCheck={false} placeholder={said} aria-label={said}
        aria-expanded={isShown} aria-controls={`${id}-matches`} aria-autocomplete="list" aria-keyshortcuts={label ? undefined : "/"}
        aria-activedescendant={isShown && things.length > 0 ? `${id}-matches-${chosen}` : undefined}
        value={text} onChange={(event) => { setText(event.target.value); setChosen(0); setIsOpen(true); }}
        onFocus={() => { setIsOpen(true); }} onBlur={() => { setIsOpen(false); }} onKeyDown={onKeyDown} />
      {!label && <kbd aria-hidden="true">/</kbd>}
      {isShown && <Matches id={`${id}-matches`} things={things} chosen={chosen} onOpen={open} />}
      <span className="unseen" role="status">{isShown ? words.matches(things.length) : ""}</span>
    </div>
  );
}
