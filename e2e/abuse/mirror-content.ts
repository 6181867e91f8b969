// What the test's package mirrors hold: an apt repository without signature, and one wheel for pip.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

const packages = `Package: marina-probe
Version: 1.0
Architecture: all
Maintainer: nobody <nobody@example.org>
Filename: ./marina-probe_1.0_all.deb
Size: 1
SHA256: ${'0'.repeat(64)}
Description: shows that the mirror was read

`;

const sum = createHash('sha256').update(packages).digest('hex');
const release = `Suite: test
Date: Thu, 01 Jan 2026 00:00:00 UTC
SHA256:
 ${sum} ${packages.length} Packages
`;

export const networkMirror = new Map([
  ['/debian/./Packages', packages],
  ['/debian/Packages', packages],
  ['/debian/./Release', release],
  ['/debian/Release', release],
]);

const dist = 'marina_probe-1.0.dist-info';
export const wheel = {
  name: 'marina_probe-1.0-py3-none-any.whl',
  content: zip({
    'marina_probe.py': 'seen = True\n',
    [`${dist}/METADATA`]: 'Metadata-Version: 2.1\nName: marina-probe\nVersion: 1.0\n',
    [`${dist}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${dist}/RECORD`]: `marina_probe.py,,\n${dist}/METADATA,,\n${dist}/WHEEL,,\n${dist}/RECORD,,\n`,
  }),
};

/** A ZIP archive without compression. */
function zip(files: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x21, 8);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const entry = Buffer.concat([Buffer.from('504b0304', 'hex'), shared, Buffer.from(name), content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), shared, place, Buffer.from(name)]));
    parts.push(entry);
    offset += entry.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
