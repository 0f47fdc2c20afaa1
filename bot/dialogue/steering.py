"""What says where to go: deeper, to another topic, or back; see ``acts.py``."""

from __future__ import annotations

from bot.dialogue.forms import Form

MORE = Form(
    """
    what else {can|could|might|would} {it|that|this} [possibly] {be|mean}
    [and|but] [are|is] [there] {any other|any more|more|other} {reason|reasons|signs|examples|causes|things} [why]
    [and] {what are|tell me|give me|list} [me] {the other|the rest of the|some other|more|other} \\w+
    {could|might|can} {it|that|this} be {something|anything} else
    [and] what {about|of} {the others|the other ones|the rest|the other reasons|the other signs}
    {anything|something} {else|more} {i|to|you} [can|could|should|would] [do|know|try|say|add|suggest] [\\w+] [her]
    * [\\w+] [\\w+] {example|examples} [please|would help|would be good|would be great|of that|of this|of it]
    * [\\w+] {longer|long|short|full|gentle|kind|simple|whole} {version|answer|explanation|story}
    {read|give|tell|show} me the rest [of] [it|that|this]
    help me [to] {understand|see|get} [that|this|it|why]
    {come again|fire ahead|fire on|work away|explain yourself|for what reason|for which reason}
    {repeat|rephrase|reword|simplify|clarify|shorten} [that|it|this]
    [any|some|a bit|give me] [a bit] more {info|information|detail|details|context|background}
    [have you|is there|do you have|got|have you got] anything {else|more} [to add|to say|you can tell me|on that]
    {show|tell} me how [to] [do] [that|this|it]
    for {example|instance} what
    what else [have] you got
    what [else|more] does {the article|it} say [about|on] [that|this|it|him|her]
    {go on|carry on|keep going|continue} so
    in {english|plain english|plain words|simple words|simple terms|normal words|other words|short|a nutshell}
    {say|put|explain} {that|this|it} [again] {differently|shorter|simpler|more briefly|more simply|another way}
    {say|put|explain} {that|this|it} [again] in {other|plain|simple} words
    {more|go on|carry on|keep going|read on|and|so|then|next|again|shorter|again but shorter|simpler|put it simply}
    {why|why not|why is that|how|how so|how come|how exactly|in practice|in what way|such as|such as what|since when}
    {what|what else|what next|what about it|what is that|what is it|what is the reason|what is the difference|reasons}
    {huh|oh|hm|hmm|i see|interesting|because|tell me|is that all|i am listening|i am all ears|let me hear it}
    {say that again|say it again|the rest|what is the rest|is there more|what else can you say|what else helps}
    {any|other|more|any other|any more} {ideas|tips|advice}
    what {do|does} {you|that|this|it} mean
    i do not {get|understand} [it|that|this]
    {any other|another} way
    what do they mean
    """
)
"""What wants more of the last answer."""

ASKS_LEAVE = Form(
    """
    [before i go] {can|could|may|might} i [just|also] ask [you] [about] {something|another thing|another|one more} *
    [before i go] [there is|i have|i have got|got|just] [one|an|a] {more|other|another|new|last} {thing|question|matter}
    [i] {want|would like|need|wish} to {ask|discuss|talk about|raise} [you] [about] {something|another thing} *
    [i] {want|would like|need|wish} to {ask|discuss|talk about|raise} [you] [about] another {matter|topic|subject}
    [i have|got|just] [a|one] [quick] {question|q}
    {another|next|other} {question|thing} [please]
    """
)
"""What says that a question is coming."""

MENU = Form(
    """
    {can|could|shall} we [please] {talk|chat|speak} about {something|anything} {else|different}
    {LETS|i want to|i would like to|can we|could we|shall we|can i|may i} {change|switch} [the] {subject|topic}
    LETS {talk about|discuss|do|try|move on to|go to} {something|another|a different} {else|different|topic|one}
    what else {do you know|have you got|can i ask|can you help|can we talk about|do you do} [you] [about]
    what else {do you cover|is in there|is in the article|can you help me with|can you talk about|can you answer}
    what else {can you do|is there}
    what {other|more} {things|stuff|topics|questions|subjects} {can|do|are|could|have} [i|you|there] [ask|got|know]
    [a] {different|another|new|next|other} {topic|topics|subject} [please]
    [a] [totally|completely] {different|new} {thing|question|topic|subject} [entirely|altogether|completely]
    on {a|an|to} {different|another|other|something} {note|subject|topic|matter|else}
    {show|give} me {what you have|what you have got|everything|the options|all of it|all of them}
    {see|list|show} [me] [them] {all|everything} [of] [it|them]
    [LETS|can we|i want to] start [over] from {scratch|zero|the top|the beginning}
    {home|home page|main page|main screen|front page|on another note|on a side note|contents|something different}
    [LETS] {start over|start again|moving on|move on|start again from the top|from the top|from the beginning|reset}
    {what are my options|change the subject|which topics}
    """
)
"""What wants another topic, or all of them."""

BACK = Form(
    """
    [wait|please] [can we|could we|can you|LETS] go back [a bit|a little|please]
    [wait] [can we|could we|can you|LETS] {go|get} back to {the|that|your} [first|last|other] {thing|one|bit|answer}
    {go back|back|return} to what {you|i|we} {said|asked|had|were saying} [before|earlier|first|at first]
    [can|could|let] [we|us|me] {go|get|come} back to {the|what|where} {start|beginning|we were|we had|list} [\\w+]
    {back|return} to {square one|where we were|the start|the beginning|before|the first screen|what we had}
    where {were we|was i}
    what {were we|was i} [just] {talking about|saying|on about|on|discussing|asking}
    [can|could|let|shall] [we|us|you|me] go {back|up} [a step|one|one step]
    back to {him|her|us|me|it|my \\w+|my first question|what we were saying|what i was saying|what i asked}
    {undo that|undo it|last screen|one back|a step back|step back|the answer before}
    [i] [want|show me] the previous {answer|one|message|screen}
    """
)
"""What wants to return to where the talk was before."""

SOURCE = Form(
    """
    [and] where {is|does|did} {that|this|it|all that} [come] from
    [and] where {did|do|have} you {get|got|read|find|found|hear|have} {that|this|it|all that} [from]
    [and] [what is|what are] [your|the] {source|sources|reference|references} [for|of|on|to|behind] [that|this|it]
    [and] {which|what} {part|section|sections|bit|bits} [of the article] {is|are} {that|this|it|these} [from]
    {cite|name|show} [me] [your|the] {source|sources|reference|references} [please]
    """
)
"""What asks for the sections of the article behind an answer."""
