// What belongs to the reader and not to what is read: language and brightness. Kept in this browser.
import { useSyncExternalStore } from "react";

export const kLanguages = ["en", "de", "fr", "es", "it"] as const;
export const kBrightnesses = ["system", "light", "dark"] as const;
export type Language = (typeof kLanguages)[number];
export type Brightness = (typeof kBrightnesses)[number];

const listeners = new Set<() => void>();

function read(name: string): string {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

export function prefer(name: "language" | "brightness", value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing shows what its system prefers.
  }
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

/** The first of the wanted languages that there is. */
export function bestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = kLanguages.find((language) => language === tag.slice(0, 2).toLowerCase());
    if (found) return found;
  }
  return "en";
}

export function useLanguage(): Language {
  const chosen = useSyncExternalStore(listen, () => read("language"));
  return bestLanguage([chosen, ...navigator.languages]);
}

/** The reader's own kind of the language, as en-GB of en: dates and numbers are written differently. */
export const localeOf = (language: Language, wanted: readonly string[]): string => wanted.find((tag) => tag.startsWith(`${language}-`)) ?? language;

export function useBrightness(): Brightness {
  const chosen = useSyncExternalStore(listen, () => read("brightness"));
  return kBrightnesses.find((word) => word === chosen) ?? "system";
}
