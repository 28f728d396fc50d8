package Radio::Studio;
use v5.20;
use warnings;

my @first = qw(Blue Green Lonely Sunday Paper Northern Silent Electric);
my @last  = qw(Train River Window Garden Machine Letter Morning Street);

sub new {
    my ($class, %a) = @_;
    my @songs = map { { title => "$first[rand @first] $last[rand @last]", sec => 120 + int rand 200, played => 0 } } 1 .. $a{songs};
    return bless { protocol => $a{protocol}, songs => \@songs, wishes => [], recent => [] }, $class;
}

sub _on_air {
    my ($self, $i) = @_;
    my $song = $self->{songs}[$i];
    $song->{played}++;
    push @{ $self->{recent} }, $i;
    shift @{ $self->{recent} } if @{ $self->{recent} } > 25;
    $self->{protocol}->line(song => $song->{title}, "$song->{sec}s");
}

sub play {
    my ($self) = @_;
    if (my $wish = shift @{ $self->{wishes} }) { return $self->_on_air($wish->{song}) }
    my $i;
    do { $i = int rand @{ $self->{songs} } } while grep { $_ == $i } @{ $self->{recent} };
    $self->_on_air($i);
}

sub wish {
    my ($self, $who, $song) = @_;
    return if @{ $self->{wishes} } >= 10;
    push @{ $self->{wishes} }, { who => $who, song => $song };
}

sub news {
    my ($self, $hour) = @_;
    state @topics = ('harbour', 'schools', 'football', 'prices');
    push @topics, shift @topics;
    $self->{protocol}->line(news => "$hour h:", @topics[ 0, 1 ]);
}

sub jingle  { $_[0]{protocol}->line(jingle => '') }

sub traffic {
    my ($self, $jams) = @_;
    $self->{protocol}->line(traffic => $jams ? "$jams jams" : 'roads are free');
}

1;
