const kUntilSaved = 1000;

/** Hands a file to the browser, which keeps it as its reader wants. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, kUntilSaved);
}
