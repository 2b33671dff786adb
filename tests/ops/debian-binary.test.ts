import { describe, expect, it } from 'vitest';
import { debianBinary } from './support/debian-binary.ts';

describe('a server that is missing on this machine', () => {
  it('fails the test, and names the package to install', () => {
    expect(() => debianBinary('no-such-server', 'coturn')).toThrow(
      /"no-such-server" is not on this machine.*Debian package coturn: apt-get install/,
    );
  });
});
