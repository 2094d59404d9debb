import { useNumbers } from "../words/useWords";

/** +12.4 %, by sign and colour; nothing where there is nothing to compare with. */
export function Changed({ from, to }: { readonly from: number | null | undefined; readonly to: number | null | undefined }) {
  const numbers = useNumbers();
  if (from === null || from === undefined || from === 0 || to === null || to === undefined) return null;
  const share = to / from - 1;
  return <span className={share < 0 ? "changed down" : "changed up"}>{numbers.change(share)}</span>;
}
