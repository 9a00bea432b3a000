import type { Rejection } from "../wire";
import { say } from "../words";

/** A refusal in the language of the page; a code this page does not know, in the words that came with it. */
export function refusal(rejection: Rejection): string {
  const key = `Rejection.${rejection.code}`;
  const words = say(key, rejection.about ?? "");
  return words === key ? rejection.message : words;
}
