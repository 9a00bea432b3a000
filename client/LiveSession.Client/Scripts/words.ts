type Words = Record<string, string>;

let known: Words | undefined;

function words(): Words {
  return known ??= Object.assign({}, ...Array.from(
    document.querySelectorAll("#ls-words, #ls-console-words"), block => JSON.parse(block.textContent || "{}") as Words)) as Words;
}

/** The language the page speaks. */
export function language(): string {
  return document.documentElement.lang || "en";
}

/** A sentence of the page's own resources, with {0}, {1} … filled in. */
export function say(key: string, ...about: (string | number)[]): string {
  return (words()[key] ?? key).replace(/\{(\d)\}/g, (_, index: string) => String(about[Number(index)] ?? ""));
}

/** The same where the wording depends on a number: the resources hold "key.one" and "key.other". */
export function count(key: string, number: number, ...about: (string | number)[]): string {
  const one = new Intl.PluralRules(language()).select(number) === "one";
  return say(`${key}.${one ? "one" : "other"}`, number, ...about);
}

/** A sentence about a name of any script: an element keeps each from putting the other out of order, and is no sign for a display to show. */
export function sayAbout(key: string, name: string): Node[] {
  const [before = "", after = ""] = say(key, "\n").split("\n");
  const isolated = document.createElement("bdi");
  isolated.textContent = name;
  return [document.createTextNode(before), isolated, document.createTextNode(after)];
}

/** Words of any script among others: neither puts the other out of order. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
