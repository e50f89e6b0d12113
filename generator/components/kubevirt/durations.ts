const seconds = { h: 3600, m: 60, s: 1 } as const;

/** A time span such as `33h36m` in seconds. */
export function secondsOf(duration: string): number {
  const parts = [...duration.matchAll(/([0-9]+)([hms])/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * seconds[unit as keyof typeof seconds], 0);
}

/** The same as Go writes it, `33h36m0s`: the operator writes its instance anew, and another spelling would differ from git for ever. */
export function goDuration(duration: string): string {
  const all = secondsOf(duration);
  const [hours, minutes] = [Math.floor(all / 3600), Math.floor((all % 3600) / 60)];
  const rest = `${all % 60}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
