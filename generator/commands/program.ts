/** Names this very program: the build puts the hash of its text here. */
export const PROGRAM = '@program@';
