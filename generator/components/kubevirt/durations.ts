import { secondsOf } from '../../kubernetes/seconds.ts';

/** A time span as Go writes it, `33h36m0s`: the operator writes its instance anew, and another spelling would differ from git for ever. */
export function goDuration(duration: string): string {
  const all = secondsOf(duration);
  const [hours, minutes] = [Math.floor(all / 3600), Math.floor((all % 3600) / 60)];
  const rest = `${all % 60}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
