/** What this browser keeps; null where it keeps nothing. */
export function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** A choice remembered from visit to visit. */
export function remembered(key: string): string | null {
  return storage()?.getItem(key) ?? null;
}

export function remember(key: string, value: string): void {
  try {
    storage()?.setItem(key, value);
  } catch {
    // Only a convenience is lost.
  }
}
