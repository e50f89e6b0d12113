/** Work that is asked for from time to time. */
export interface Rounds {
  ask(): void;
  /** Ends when the round that is being worked on has. */
  end(): Promise<void>;
}

// Milliseconds until what could not be done is tried again: another run ends, a disk has room.
const patience = 500;

/** Does `round` whenever it is asked for, never twice at once, and once for all who ask meanwhile; again, a little later, where it says that it could not be done. */
export function oneAtATime(round: () => Promise<boolean>): Rounds {
  let busy: Promise<void> | undefined;
  let isAskedAgain = false;
  let isEnded = false;
  let later: NodeJS.Timeout | undefined;
  const ask = () => {
    clearTimeout(later);
    if (isEnded) return;
    if (busy === undefined) busy = work();
    else isAskedAgain = true;
  };
  const work = async () => {
    isAskedAgain = false;
    const isDone = await round();
    busy = undefined;
    if (isAskedAgain) ask();
    else if (!isDone && !isEnded) later = setTimeout(ask, patience);
  };
  return {
    ask,
    end: async () => {
      isEnded = true;
      clearTimeout(later);
      await busy;
    },
  };
}
