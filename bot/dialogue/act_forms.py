"""Ways of saying an act that differ by a word: the forms beside the lists of ``acts.py``."""

from __future__ import annotations

from bot.dialogue.forms import whole
from bot.dialogue.model import Act

REJECTS = whole(
    """
    [i do not think] {that|this|it} {is|was} not [SO|quite|exactly|even|remotely] {it|him|her|me|us|them|relevant|what}
    {that|this|it} {is|was} not [SO|quite|exactly|even|much of] {an|my|the|our} {answer|question|point|problem|issue}
    {that|this|it} {is|was} not [SO|quite|exactly|even] what i {mean|meant|asked|said|want|wanted|was after} [to know]
    {that|this|it} {is|was} not [SO|quite|exactly|even] {my|our|the} {situation|case|question|reason|one|answer|thing}
    {that|this|it} {does|did} not [SO|quite|exactly|even] {answer|help|fit|apply|match|cover} [it|me|us|my|the] [\\w+]
    [that|this|it] {does|did} not [SO|quite|exactly|even] {sound like|describe|ring true for} {him|her|me|us|them}
    not [SO|quite] {my|our|his|her|the} {situation|case|problem|question|issue|reason|point} [at all]
    not [SO] {him|her|me|us|them|relevant|an answer|the answer|what i want|what i am after|what i needed|it}
    nothing like {him|her|me|us|them|that|it}
    {wrong|bad|poor|rubbish|terrible} {guess|topic|question|way round|person|track|idea|end of the stick|button|thing}
    [i|you] [pressed|tapped|hit|got|chose] [the] wrong {guess|topic|button|one|person|end of the stick}
    you [have] {missed|misread|misheard|mistook|did not answer|are missing|avoided|dodged} * [\\w+]
    you did not {answer|read|get|listen to} * [\\w+]
    no {straight|real|proper|clear|actual} answer [there]
    [please|just] answer {my|the} question [please]
    i {did not|never} {ask|asked|say|said|mean|meant|want|wanted} {that|this|it|for that} [at all]
    {unrelated|off topic|off the mark|miles off|wide of the mark|beside the point|not related|way off|cold}
    {try|guess} again
    """
)
"""What says that the bot misread."""

FORMS = {
    Act.NO: whole(
        """
        {no chance|not a chance|hell no|god no|absolutely not|i do not think so|do not think so|no need|not for me}
        {i do not want to|i do not want that|not interested|i am not interested|none of that|maybe later|later}
        {not tonight|not today|not right now|another time|some other time|hardly|hardly ever|rarely|not once|not much}
        not that i {know|have seen|can think|have noticed|remember|recall} [of]
        {he|she|they|it|that|this|you|there} AUX not [really|ever|yet|quite|either|actually]
        {i|we} {do|did|am|are|was|were|have|had|will|would|should} not [really|ever|yet|quite|either|actually]
        {nobody|no one|none of them|nothing really|nothing at all|no not one|none of it}
        {please|just} {stop|do not}
        """
    ),
    Act.YES: whole(
        """
        {he|she|they|it|that|i|we} AUX [really|definitely|always|indeed|actually|all of them]
        {yes please|go for it|why not|by all means|fire away|hit me with it|let us hear it|let us do that|let us do it}
        {i would love that|i would love to|that would be good|that would be great|that would help|both of them}
        {more or less|pretty much|nearly|almost|kind of yes|sort of yes|mostly yes|that too|that as well|all three}
        """
    ),
    Act.MORE: whole(
        """
        what else {can|could|might|would} {it|that|this} [possibly] {be|mean}
        [and|but] [are|is] [there] {any other|any more|more|other} {reason|reasons|signs|examples|causes|things} [why]
        [and] {what are|tell me|give me|list} [me] {the other|the rest of the|some other|more|other} \\w+
        {could|might|can} {it|that|this} be {something|anything} else
        [and] what {about|of} {the others|the other ones|the rest|the other reasons|the other signs}
        {anything|something} {else|more} {i|to|you} [can|could|should|would] [do|know|try|say|add|suggest] [\\w+] [her]
        {say|put|explain} {that|this|it} [again] {differently|more simply|another way|in other words|in plain words}
        """
    ),
    Act.MENU: whole(
        """
        {can|could|shall} we [please] {talk|chat|speak} about {something|anything} {else|different}
        {let us|i want to|i would like to|can we|could we|shall we|can i|may i} {change|switch} [the] {subject|topic}
        let us {talk about|discuss|do|try|move on to|go to} {something|another|a different} {else|different|topic|one}
        what else {do you know|have you got|can i ask|can you help|can we talk about|do you do} [you] [about]
        what else {do you cover|is in there|is in the article|can you help me with|can you talk about|can you answer}
        what {other|more} {things|stuff|topics|questions|subjects} {can|do|are|could|have} [i|you|there] [ask|got|know]
        [a] {different|another|new|next|other} {topic|topics|subject|question|questions|thing} [please]
        on {a|an|to} {different|another|other|something} {note|subject|topic|matter|else}
        {show|give} me {what you have|what you have got|everything|the options|all of it|all of them}
        {moving on|move on|let us move on|start again from the top|from the top|from the beginning}
        """
    ),
    Act.BACK: whole(
        """
        [can|could|let] [we|us|me] {go|get|come} back to {the|what|where} {start|beginning|we were|we had|list} [\\w+]
        {back|return} to {square one|where we were|the start|the beginning|before|the first screen|what we had}
        where were we
        """
    ),
}
"""The acts that these forms are, looked at in this order."""

RELATIONSHIP = whole(
    """
    [no] [i] [just|only] [mean|meant|am talking about|talk about|meaning] [the|my|our] {relationship|marriage|romance}
    [no] [i] [just|only] [mean|meant|am talking about|meaning] {us|him and me|her and me|the two of us|with him}
    [no] [i] [just|only] [mean|meant|am talking about] {breaking up|leaving him|leaving her|the break up|splitting up}
    [no] not like that [only] [just] [the] [relationship]
    """
)
"""What says, after the gentle question, that nobody is in danger."""

NO_DANGER = whole(
    """
    [sorry|no|please] [i] {did|do} not mean {it|that|this} [like that|that way|literally|seriously|for real] [at all]
    [sorry|no|lol] [i] {am|was} [only|just] {joking|kidding|exaggerating|being dramatic|messing|venting|being silly}
    [sorry|no|lol] {just|only} {joking|kidding|a joke|an expression|a figure of speech|a saying|venting|exaggerating}
    [no|sorry] [it|that|this] {is|was} [just|only] {a joke|an expression|a figure of speech|a saying|a way of speaking}
    [no|sorry] [it|that|this] {is|was} not {like that|that bad|that serious|so bad|so serious|about danger|danger|abuse}
    [no|but|sorry] [it|that|this] {is|was} not {violent|dangerous|abusive|violence|what i meant|literal|a threat}
    [no|but|sorry] {he|she|they} {is|are|was} not [at all] {violent|dangerous|abusive|like that|that kind|a monster}
    [no|but] {he|she|they} {would|will|does|did|has|have} {not|never} [really|actually|ever] {hurt|hit|harm|touch} *
    [no|but] {he|she|they} {would|will} {not|never} [really|actually|ever] do {it|that|anything|such a thing} [to me]
    [no|but] i am [really|totally|completely|perfectly|quite] {safe|not in danger|not suicidal|not afraid of him}
    [no] [i] {am not|do not feel} {in danger|in any danger|unsafe|suicidal|scared of him|scared of her|afraid of her}
    [no] {nobody|no one|nothing} {is|was} {in danger|hurt|hurting me|dangerous|being hurt}
    {false alarm|wrong end of the stick|you misunderstood|you got me wrong|you have got it wrong|not dangerous}
    [no] i {would|will} {not|never} [actually|really|ever] {do it|do that|hurt myself|do anything|kill myself}
    """
)
"""What takes back that somebody is in danger."""
