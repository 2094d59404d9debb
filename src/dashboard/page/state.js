// What is shown is what the URL says, and nothing else.
export const FRAMES = ["day", "week", "month", "quarter", "half", "year"];
export const WINDOWS = ["rolling", "calendar", "next"];
const DEFAULTS = { marketplace: "", frame: "week", window: "rolling", category: "", page: "1" };

function checked(state) {
  if (!FRAMES.includes(state.frame)) state.frame = DEFAULTS.frame;
  if (!WINDOWS.includes(state.window)) state.window = DEFAULTS.window;
  if (!/^[1-9][0-9]{0,8}$/.test(state.page)) state.page = DEFAULTS.page;
  return state;
}

export function read() {
  return checked({ ...DEFAULTS, ...Object.fromEntries(new URLSearchParams(location.search)) });
}

/** The address of the page with some of its state changed. */
export function address(change) {
  const state = { ...read(), page: DEFAULTS.page, ...change };
  const parameters = new URLSearchParams();
  for (const key of Object.keys(DEFAULTS)) {
    if (String(state[key]) !== DEFAULTS[key]) parameters.set(key, state[key]);
  }
  const query = parameters.toString();
  return query ? `/?${query}` : "/";
}
