/** What eyes make of two colours, by the formulas of WCAG 2.2; a colour is "#" and six hexadecimal digits, as a colour field has it. */

/** The contrast that letters of ordinary size need at least. */
export const leastContrast = 4.5;

/** How well one stands out from the other: 1 not at all, 21 as black from white. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + .05) / (darker + .05);
}

/** Whether white stands out from it better than black. */
export function isDark(colour: string): boolean {
  return contrast(colour, "#ffffff") > contrast(colour, "#000000");
}

function luminance(colour: string): number {
  const light = (at: number) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
  };
  return .2126 * light(1) + .7152 * light(3) + .0722 * light(5);
}
