import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** Expects that whatever was written by others is text and nothing else, and that everything is where it belongs. */
export async function expectCalm(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(findTrouble)).toEqual([])
}

/** What is wrong with the page as it stands. Runs in the page. */
function findTrouble(): string[] {
  const trouble: string[] = []
  const page = {
    isSeen: (element: Element) => element.checkVisibility() && element.closest('.sr-only') === null,
    nameOf: (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`,
    textsIn: (root: Node) => {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const found: Text[] = []
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode())
        if (node instanceof Text) found.push(node)
      return found
    },
    boxesOf: (text: Text) => {
      const range = document.createRange()
      range.selectNode(text)
      return [...range.getClientRects()]
    },
  }

  if (document.title.includes('taken')) trouble.push('something ran')
  for (const element of document.querySelectorAll('[src="x"], [onerror], iframe, #root script')) {
    trouble.push(`made an element: ${page.nameOf(element)}`)
  }
  for (const link of document.querySelectorAll('a')) {
    if (!/^(?:https?|mailto|tel):$/.test(link.protocol)) trouble.push(`leads to ${link.href.slice(0, 40)}`)
  }

  if (document.documentElement.scrollWidth > innerWidth) trouble.push('wider than the window')
  for (const pane of document.querySelectorAll('main > *, aside, header, .pane-scroll, dialog, [popover]')) {
    if (page.isSeen(pane) && pane.scrollWidth > pane.clientWidth + 1 && getComputedStyle(pane).overflowX !== 'hidden') {
      trouble.push(`overflows: ${page.nameOf(pane)}`)
    }
  }
  for (const row of document.querySelectorAll('[data-conversation-id]')) {
    const { height } = row.getBoundingClientRect()
    if (height !== 60) trouble.push(`a row is ${height} pixels high`)
    const name = row.querySelector('bdi')?.textContent ?? ''
    if (!/[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{C}]/u.test(name)) trouble.push('a row without a name')
  }

  for (const node of page.textsIn(document.body)) {
    const text = node.data
    const holder = node.parentElement
    if (holder === null || holder.closest('script, style') !== null) continue
    // Of a message its words are shown as they are, in paragraphs of their own.
    if (
      /[\u202a-\u202e\u2066\u2067]/u.test(text) &&
      holder.closest('[role=article], textarea, dialog form p') === null
    ) {
      trouble.push(`turns what stands beside it: ${page.nameOf(holder)}`)
    }
    const isSentence = /\p{Script=Latin}/u.test(text) && /\p{Script=Arabic}/u.test(text)
    if (isSentence && !text.includes('\u2068') && holder.closest('[role=article], dialog form p') === null) {
      trouble.push(`not kept apart: ${page.nameOf(holder)}`)
    }
    if (/\p{M}{20}/u.test(text) && page.isSeen(holder) && holder.closest('textarea, option') === null) {
      let box: Element | null = holder
      while (box !== null && getComputedStyle(box).overflowY === 'visible') box = box.parentElement
      if (box === null || box.matches('body, main, [role=log]'))
        trouble.push(`paints over others: ${page.nameOf(holder)}`)
    }
  }
  for (const time of document.querySelectorAll('[role=article] time')) {
    const stamp = time.getBoundingClientRect()
    const words = page
      .textsIn(time.parentElement?.parentElement ?? time)
      .filter((text) => !time.parentElement?.contains(text))
    const isUnder = words
      .flatMap(page.boxesOf)
      .some(
        (box) =>
          box.right > stamp.left && box.left < stamp.right && box.bottom > stamp.top + 4 && box.top < stamp.bottom - 4,
      )
    if (isUnder) trouble.push('a time stands on the words')
  }
  for (const element of document.querySelectorAll('[aria-label], [data-tip], [title]')) {
    for (const name of ['aria-label', 'data-tip', 'title']) {
      const value = element.getAttribute(name) ?? ''
      if (/[\u202a-\u202e\u2066\u2067\n]/u.test(value)) trouble.push(`${name} of ${page.nameOf(element)}`)
      if (value.length > 1000) trouble.push(`${name} of ${page.nameOf(element)} has ${value.length} characters`)
    }
  }
  return trouble
}
