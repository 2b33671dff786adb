/**
 * The fields of an input that hold text no database can keep: NUL, which PostgreSQL refuses, and halves of surrogate
 * pairs, which would be stored as something else. Walks without recursion, so that depth is no weapon.
 */
export function unstorableFields(input: unknown): string[] {
  const found = new Set<string>();
  const left: { field: string; value: unknown }[] = [{ field: '', value: input }];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const { field, value } = at;
    if (typeof value === 'string') {
      if (value.includes('\0') || !value.isWellFormed()) found.add(field);
    } else if (typeof value === 'object' && value !== null) {
      // Only the outer names: a path of thousands of levels tells nobody anything.
      for (const [name, inner] of Object.entries(value)) {
        const depth = field === '' ? 0 : field.split('.').length;
        left.push({ field: depth === 0 ? name : depth < 3 ? `${field}.${name}` : field, value: inner });
      }
    }
  }
  return [...found].slice(0, 20);
}
