/**
 * Pictures on the clipboard. What also holds words is pasted as words: spreadsheets and word processors put a picture of them beside them.
 */
export function pastedFiles(data: DataTransfer): File[] {
  if (data.types.includes('text/plain')) return []
  return [...data.files].map((file, place) =>
    // Browsers call every picture from the clipboard the same.
    /^image\.\w+$/.test(file.name) && data.files.length > 1
      ? new File([file], file.name.replace('.', `-${place + 1}.`), { type: file.type })
      : file,
  )
}
