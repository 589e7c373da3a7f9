/** Whether all letters of the words occur in order; the earlier the better (0 is best). */
export function rank(text: string, typed: string): number | null {
  const hay = text.toLowerCase();
  const whole = hay.indexOf(typed.toLowerCase());
  if (whole >= 0) return whole;
  let at = -1;
  let cost = 100;
  for (const letter of typed.toLowerCase().replace(/\s/g, '')) {
    const found = hay.indexOf(letter, at + 1);
    if (found < 0) return null;
    cost += found - at;
    at = found;
  }
  return cost;
}
