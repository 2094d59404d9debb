import { createContext, useContext } from "react";
import type { Language } from "../state/preferences";
import type { Words } from "./en";
import { en } from "./en";
import { numbersIn, type Numbers } from "./numbers";

/** Each language is a file of its own, read when somebody wants it. */
const kTables: Record<Language, () => Promise<Words>> = {
  en: () => Promise.resolve(en),
  de: () => import("./de").then((file) => file.words),
  fr: () => import("./fr").then((file) => file.words),
  es: () => import("./es").then((file) => file.words),
  it: () => import("./it").then((file) => file.words),
};

/** What a language calls itself. */
export const kLanguageNames: Record<Language, string> = { en: "English", de: "Deutsch", fr: "Français", es: "Español", it: "Italiano" };

export const wordsOf = (language: Language): Promise<Words> => kTables[language]();

export const WordsHere = createContext<Words>(en);
export const NumbersHere = createContext<Numbers>(numbersIn("en", null, "UTC"));
export const useWords = (): Words => useContext(WordsHere);
export const useNumbers = (): Numbers => useContext(NumbersHere);
