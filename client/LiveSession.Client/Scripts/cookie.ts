/** The reader's settings live in one small cookie, so that the server renders them; it is set only when somebody chooses. */
const name = "ls-view";

/** What is kept now. */
export function keptSettings(): URLSearchParams {
  const found = document.cookie.split("; ").find(pair => pair.startsWith(name + "="));
  return new URLSearchParams(found ? decodeURIComponent(found.slice(name.length + 1)) : "");
}

/** Keeps one setting; null forgets it. What the address asked for held until now: a reload must not bring it back. */
export function keepSetting(key: string, value: string | null): void {
  const kept = keptSettings();
  if (value) {
    kept.set(key, value);
  } else {
    kept.delete(key);
  }
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${encodeURIComponent(kept.toString())}; path=/; max-age=31536000; samesite=lax${secure}`;
  const address = new URL(location.href);
  if (address.searchParams.has(key)) {
    address.searchParams.delete(key);
    history.replaceState(history.state, "", address);
  }
}
