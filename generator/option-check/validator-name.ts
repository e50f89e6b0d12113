/** How the validators call a component: for its block as it is written, and for its effective options. */
export function validatorName(form: 'written' | 'options', component: string): string {
  return `${form}_${component.replaceAll('-', '_')}`;
}
