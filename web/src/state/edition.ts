// Which published table is shown: everything is asked again when it changes.
import { createContext, useContext } from "react";

export const Edition = createContext(0);
export const useEdition = (): number => useContext(Edition);
