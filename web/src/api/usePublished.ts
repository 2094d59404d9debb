import { useEvents } from "./useEvents";

export interface Published {
  readonly marketplaceId: string;
  readonly cycle: string;
}

/** The last table that was published since this page was opened, of any marketplace where none is named. */
export const usePublished = (marketplaceId: string): Published | null => useEvents<Published>("predictions.published", marketplaceId).last;
