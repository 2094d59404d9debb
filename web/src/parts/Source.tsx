import { useWords } from "../words/useWords";

/** Leads from a number to the API call that gave it. */
export function Source({ address }: { readonly address: string }) {
  const words = useWords();
  return (
    <a className="source" href={address} target="_blank" rel="noreferrer" title={words.source} aria-label={words.source}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M6 3 2 8l4 5M10 3l4 5-4 5" /></svg>
    </a>
  );
}
