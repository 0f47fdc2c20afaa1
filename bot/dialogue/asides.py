"""What is said to the bot beside the talk, such as "my sister says hi" or "brb": it asks for no more of the answer."""

from __future__ import annotations

from bot.dialogue.forms import aspect

ASIDES = (
    aspect(
        "away",
        """
        WAIT
        [WAIT] [the|my] {doorbell|door|phone|mum|mam|boss|bus|train|taxi|baby|kettle|tea} is {here|ringing|calling|up}
        [WAIT] [the|my] {kettle|dinner|tea|toast|milk} is {boiling|burning|ready|boiling over}
        [LETS|i will] {back|be back|be right back} [in a] {bit|minute|sec|second|moment|while|soon|in a minute|later}
        [i] [have] {got|have|need} to {go|run|dash} [for] [a] {bit|minute|sec|moment|while|back in a bit}
        {give|gimme} [me] [a|one|two] {sec|second|minute|moment|minutes|mo}
        [just|only] a {sec|second|minute|moment|mo|tick}
        {someone|somebody} is at the door
        my KIN is {calling|ringing} [me] [WAIT]
        {phone|battery|my phone|my battery} [is] {dying|low|about to die|on one percent|nearly dead} *
        """,
        aside=True,
    ),
    aspect(
        "here",
        """
        [hi|hey|hello] [i am] {back|back again|here again} [sorry]
        [i am] still here
        [hi|hey|hello] [are] you [still] there [bot]
        [sorry] i {was away|got distracted|fell asleep|had to go|lost signal|lost you|had to run} [there] [for a bit]
        """,
        aside=True,
    ),
    aspect(
        "remark",
        """
        my KIN {says|said|say|is saying|sends|told me to say} [to say] {hi|hello|hey|hiya|thanks|her love|his love}
        [i am] {on|at|in} {the|my} {bus|train|tube|tram|car|shop|shops|gym|dentist|office|kitchen|garden} [now]
        [i am] {at work|in bed|at home|at school|in class|in town|on my break|on my way home|on holiday} [now]
        [it is] [so|really] {raining|snowing|pouring|freezing|sunny|boiling|windy|foggy} [here|outside|today]
        i {had|ate|am eating|am having|made|am making} [some|a|my] {dinner|lunch|breakfast|tea|soup|toast|coffee}
        i just {had|ate|made} [some|a|my] {dinner|lunch|breakfast|tea|soup|toast|coffee}
        i [just|have] {had|ate|am eating|am having|made|am making|am cooking} [some|a|my] \\w+ for {dinner|lunch|tea}
        [sorry] my {cat|dog|kid|toddler|baby} [just] {sat|walked|stepped|typed|jumped|lay} on *
        [sorry] [my] {cat|dog|kid|toddler|baby} [just] {on|at|has|had} {the|my} {keyboard|phone} *
        [sorry|oops] {wrong chat|wrong person|wrong window|typo|autocorrect}
        {guess what|you will never guess|funny story|fun fact|random thought|random|off topic}
        """,
        aside=True,
    ),
)
