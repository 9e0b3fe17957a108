// CRDT_DRIVER=path node differential.mjs [first seed] [how many] [steps]: a failure prints the seed that replays it.
import { Driver } from './peers.mjs'
import { playSeed } from './play.mjs'

const [first = 1, count = 300, steps = 120] = process.argv.slice(2).map(Number)
const mended = [[3433, 150]] // seed and steps of what once differed: played every time
const plays = [...mended, ...Array.from({ length: count }, (_, i) => [first + i, steps])]
let driver = new Driver(process.env.CRDT_DRIVER)
let failures = 0
for (const [seed, length] of plays) {
  try {
    await playSeed(driver, seed, length)
  } catch (error) {
    console.error(`seed ${seed}, ${length} steps: ${error.message.slice(0, 4000)}`)
    if (++failures === 5) break
    driver.close()
    driver = new Driver(process.env.CRDT_DRIVER)
  }
}
driver.close()
console.log(`${count} seeds from ${first}, ${steps} steps each, and ${mended.length} of old: ${failures} failed`)
process.exitCode = failures > 0 ? 1 : 0
