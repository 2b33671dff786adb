import type { ReactNode } from 'react';
import './monogram.css';

/** Number of quiet tints; the same name always gets the same one. */
const TINTS = 6;

/** A mark in place of a logo: the first characters of a name on a quiet tint. */
export function Monogram({ name, size = 48 }: { name: string; size?: number }): ReactNode {
  const letters = /^[\x20-\x7e]+$/.test(name)
    ? name
        .split(/\s+/)
        .map((word) => word[0])
        .join('')
        .slice(0, 2)
        .toUpperCase()
    : name.slice(0, 2);
  const tint = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % TINTS;
  return (
    <span className={`cf-monogram cf-tint-${tint}`} style={{ width: size, height: size }} aria-hidden="true">
      {letters}
    </span>
  );
}
