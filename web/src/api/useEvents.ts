import { useEffect, useState } from "react";
import { addressOf } from "./question";

export interface Heard<Told> {
  readonly count: number;
  readonly last: Told | null;
}

/** What the server told of a kind since this was first shown, of any marketplace where none is named. A browser dials again by itself. */
export function useEvents<Told>(type: string, marketplaceId: string): Heard<Told> {
  const [heard, setHeard] = useState<Heard<Told>>({ count: 0, last: null });
  useEffect(() => {
    const stream = new EventSource(addressOf("/api/v1/events", { query: { types: type, marketplaceId } }));
    stream.addEventListener(type, (event) => { setHeard(({ count }) => ({ count: count + 1, last: JSON.parse(event.data as string) as Told })); });
    return () => { stream.close(); };
  }, [type, marketplaceId]);
  return heard;
}
