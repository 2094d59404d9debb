import { useMemo, useSyncExternalStore } from "react";
import { addressOfPlace, changed, placeOf, type Change, type Place } from "./place";

const listeners = new Set<() => void>();
function tellAll(): void {
  for (const listener of listeners) listener();
}
function listen(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}

export function go(address: string, { replaces = false } = {}): void {
  if (replaces) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  tellAll();
}

export interface Here extends Place {
  readonly to: (change: Change) => string;
}

export function usePlace(): Here {
  const address = useSyncExternalStore(listen, () => location.pathname + location.search);
  return useMemo(() => {
    const [path = "/", search = ""] = address.split("?");
    const place = placeOf(path, search);
    return { ...place, to: (change) => addressOfPlace(changed(place, change)) };
  }, [address]);
}
