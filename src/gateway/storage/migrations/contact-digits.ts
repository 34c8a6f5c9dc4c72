/**
 * The contact's number without what people put between digits. Indexed, so the query must repeat it to the letter;
 * `replace` is what both databases have.
 */
export const CONTACT_DIGITS = ['+', ' ', '-', '(', ')', '.'].reduce(
  (expression, mark) => `replace(${expression}, '${mark}', '')`,
  'contact_phone',
)
