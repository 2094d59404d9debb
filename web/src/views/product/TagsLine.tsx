import { useState, type SubmitEvent } from "react";
import { tagsOf } from "../../api/tags";
import { useAnswer } from "../../api/useAnswer";
import { Refused } from "../../parts/Acting";
import { useMayAct } from "../../parts/Allowed";
import { useTagging } from "../../parts/useTagging";
import { useWords } from "../../words/useWords";

/** What whoever looks calls this product. */
export function TagsLine({ marketplace, id }: { readonly marketplace: string; readonly id: number }) {
  const words = useWords();
  const mayTag = useMayAct("tags:write") ?? false;
  const asked = useAnswer(tagsOf(marketplace, String(id)));
  const { problem, change } = useTagging(marketplace);
  const [tag, setTag] = useState("");
  const take = async (how: { add?: string[]; remove?: string[] }) => {
    if (!(await change([id], how))) return;
    setTag("");
    asked.again();
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (tag.trim()) void take({ add: [tag.trim()] });
  };
  const tags = asked.body?.tags ?? [];
  return (
    <div className="tags-line">
      {tags.length > 0 && (
        <ul aria-label={words.tags}>
          {tags.map((one) => (
            <li key={one.tag} className="tag">
              {one.tag}
              {mayTag && <button type="button" className="plain" aria-label={words.removeThisTag(one.tag)} onClick={() => { void take({ remove: [one.tag] }); }}>×</button>}
            </li>
          ))}
        </ul>
      )}
      {mayTag && (
        <form onSubmit={onSubmit}>
          <input aria-label={words.tag} placeholder={words.tag} maxLength={60} autoComplete="off" value={tag} onChange={(event) => { setTag(event.target.value); }} />
          <button className="plain" disabled={!tag.trim()}>{words.addTag}</button>
        </form>
      )}
      <div role="alert">{problem && <Refused problem={problem} />}</div>
    </div>
  );
}
