import { useEffect, useState } from "react";
import { addressOf } from "./question";

export interface Published {
  readonly marketplaceId: string;
  readonly cycle: string;
}

/** The last table that was published since this page was opened, of any marketplace where none is named. A browser dials again by itself. */
export function usePublished(marketplaceId: string): Published | null {
  const [last, setLast] = useState<Published | null>(null);
  useEffect(() => {
    const stream = new EventSource(addressOf("/api/v1/events", { query: { types: "predictions.published", marketplaceId } }));
    stream.addEventListener("predictions.published", (event) => { setLast(JSON.parse(event.data as string) as Published); });
    return () => { stream.close(); };
  }, [marketplaceId]);
  return last;
}
