import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { go } from "../state/usePlace";

type Shown = AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string; readonly keepsScroll?: boolean };

/** Leads to another place of the page without loading it anew; with a modifier it is a link as any other. */
export function Link({ keepsScroll = false, onClick, ...shown }: Shown) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    go(shown.href);
    if (!keepsScroll) scrollTo(0, 0);
  };
  return <a {...shown} onClick={follow} />;
}
