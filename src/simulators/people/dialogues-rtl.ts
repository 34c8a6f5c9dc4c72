/** `<` is the customer, `>` the shop. Right-to-left text, alone and mixed with Latin words and numbers. */
export const arabicDialogues: readonly (readonly string[])[] = [
  [
    '< السلام عليكم، هل العباءة متوفرة باللون الأسود؟',
    '> وعليكم السلام، نعم متوفرة. ما هو المقاس المطلوب؟',
    '< مقاس {ukuran} من فضلك، والتوصيل إلى جدة',
    '> التوصيل خلال ٥ أيام، رقم الطلب {pesanan}',
    '< شكرا جزيلا 🌹',
  ],
  [
    '< مرحبا، طلبي {pesanan} لم يصل بعد',
    '> نعتذر عن التأخير، رقم التتبع هو {resi} مع {kurir}',
    '< متى يصل تقريبا؟',
    '> غدا إن شاء الله قبل الساعة 14:00',
    '< تمام، بارك الله فيكم',
  ],
]

export const hebrewDialogues: readonly (readonly string[])[] = [
  [
    '< שלום, האם ה-{item} קיים במידה {ukuran}?',
    '> שלום! כן, יש במלאי. לאן לשלוח?',
    '< לתל אביב בבקשה. כמה עולה המשלוח?',
    '> המשלוח עולה 45 ש"ח ומגיע תוך שבוע. מספר הזמנה: {pesanan}',
    '< מעולה, תודה רבה!',
  ],
]
