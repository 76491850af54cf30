// Files that somebody saves and opens: the only place where anything is kept.

/** @param {string} name @param {string} text */
export function saveFile(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The file that was chosen; the same may be chosen again. @param {HTMLInputElement} input */
export async function openFile(input) {
  const file = input.files?.[0];
  if (!file) return undefined;
  const opened = { name: file.name, text: await file.text() };
  input.value = "";
  return opened;
}
