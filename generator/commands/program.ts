/** Names this very program: the build puts the hash of its text here. */
export const PROGRAM = '@program@';

/** Whether the build gave it a name: without one, what another text of Plinth kept would be taken for its own. */
export const isNamed = !PROGRAM.startsWith('@');
