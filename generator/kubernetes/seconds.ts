const seconds = { h: 3600, m: 60, s: 1 } as const;

/** A time span such as `33h36m` in seconds. */
export function secondsOf(duration: string): number {
  const parts = [...duration.matchAll(/([0-9]+)([hms])/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * seconds[unit as keyof typeof seconds], 0);
}
