/** In which parts of a platform checks found nothing, told by keys; of one program and one set of extensions only. */
export interface Cleared {
  has(key: string): boolean;
  add(key: string): void;
}
