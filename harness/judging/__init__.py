"""The third decider: a judge model reads, the marker proves what can be proved, a person overrules both.

items        which parts are put to a judge, and the lines each is asked about
protocols    what is sent and how the reply is read, as data (protocols.toml)
reading      a judge's reply → what it says of each line, or why it cannot be read
checking     what it says → opinions: quotes must stand in the reply, restated values go to the marker
earning      where a judge may decide: its measured agreement by kind of line
deciding     a verdict and opinions → the verdict that says who decided
calibration  the items that ship, whose labels are known
"""
