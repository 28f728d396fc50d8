package HotelLetters::Desk;
use strict;
use warnings;
use Template;
use HotelLetters::Language;

my %TEXT = (
    reserve => '[% l.dear %] [% g.name %], [% l.room %] [% g.room %]: [% g.nights %] x [% g.price %]. [% l.bye %] [% house %]',
    confirm => '[% l.dear %] [% g.name %], [% IF g.nights > 3 %][% l.long %][% ELSE %][% l.short %][% END %]. [% l.bye %]',
    bill    => "[% l.dear %] [% g.name %]\n[% sum = 0 %][% FOREACH i IN [1 .. g.nights] %][% sum = sum + g.price %][% i %]. [% g.price %]\n[% END %][% sum %]",
    thanks  => '[% l.dear %] [% g.name %], [% l.thanks %]! [% l.bye %] [% house %]',
    refuse  => '[% l.dear %] [% g.name %], [% l.full %]. [% l.bye %]',
    remind  => '[% l.dear %] [% g.name %], [% g.nights * g.price %]? [% l.bye %]',
    invite  => '[% l.dear %] [% g.name %], [% FILTER upper %][% l.invite %][% END %] [% l.bye %] [% house %]',
    lost    => '[% l.dear %] [% g.name %], [% l.found %] [% g.room %]. [% l.bye %]',
);

my %BEFORE = (
    bill   => sub { my ($g) = @_; $g->{price} += 4; return },
    remind => sub { my ($g) = @_; $g->{price} += 10; return },
);

sub kinds { qw(reserve confirm bill thanks refuse remind invite lost) }

sub new {
    my ($class, %arg) = @_;
    my $tt = Template->new({ BLOCKS => {}, CACHE_SIZE => undef });
    return bless { %arg, tt => $tt, parsed => {} }, $class;
}

# A letter's template is parsed when it is first wanted.
sub _template {
    my ($self, $kind) = @_;
    return $self->{parsed}{$kind} //= $self->{tt}->context->template(\$TEXT{$kind});
}

sub letter {
    my ($self, $kind, $lang, $guest) = @_;
    if (my $code = $BEFORE{$kind}) { $code->($guest) }
    my $out  = '';
    my $vars = { g => $guest, house => $self->{house}, l => HotelLetters::Language->load($lang) };
    $self->{tt}->process($self->_template($kind), $vars, \$out) or die $self->{tt}->error;
    return $out;
}

1;
