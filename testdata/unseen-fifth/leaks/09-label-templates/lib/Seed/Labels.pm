package Seed::Labels;
use strict;
use warnings;
use Template;

my $FRAME = <<'TT';
+[% FILTER repeat(30) %]-[% END %]+
| [% INCLUDE title %] [% lot %]
[% IF note_block %]| [% INCLUDE $note_block %]
[% END %]| [% INCLUDE weight %]
TT

sub new {
    my ($class) = @_;
    my $tt = Template->new(
        BLOCKS => {
            frame  => $FRAME,
            title  => '[% kind | ucfirst %]',
            weight => '[% grams %] g, germination [% germ %] %',
        },
        # keep the blocks of one label for the next
        AUTO_RESET => 0,
    ) or die Template->error;
    return bless { tt => $tt, labels => 0 }, $class;
}

sub label {
    my ($self, $seed) = @_;
    my %vars = %$seed;
    if (defined $seed->{note}) {
        $vars{note_block} = "note_$seed->{lot}";
        $self->{tt}->context->define_block($vars{note_block}, $seed->{note});
    }
    my $text = '';
    $self->{tt}->process('frame', \%vars, \$text) or die $self->{tt}->error;
    $self->{labels}++;
    return $text;
}

1;
