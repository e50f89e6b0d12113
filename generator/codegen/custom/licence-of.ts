/** A permissive licence by its text, as SPDX calls it: Apache-2.0, MIT, BSD-2-Clause, BSD-3-Clause or ISC; undefined for any other. */
export function licenceOf(text: string): string | undefined {
  const words = text.replace(/\s+/g, ' ').trim();
  return licences.find(([, begins]) => begins.test(words))?.[0];
}

const copyright = '(?:[^.]{0,40}licen[cs]e[^.]{0,20} )?(?:copyright .{0,200})?';

const licences: readonly (readonly [string, RegExp])[] = [
  ['Apache-2.0', /^apache license,? version 2\.0, january 2004 http:\/\/www\.apache\.org\/licenses\/ terms and/i],
  ['MIT', new RegExp(`^${copyright}permission is hereby granted, free of charge, to any person obtaining`, 'i')],
  ['ISC', new RegExp(`^${copyright}permission to use, copy, modify, and(?:/or)? distribute this software`, 'i')],
  [
    'BSD-3-Clause',
    new RegExp(`^${copyright}redistribution and use in source and binary forms.{0,900}neither the name`, 'i'),
  ],
  ['BSD-2-Clause', new RegExp(`^${copyright}redistribution and use in source and binary forms`, 'i')],
];
