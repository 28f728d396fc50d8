package Aquarium::Diary;
use Mojo::Base -base, -signatures;

has [qw(feedings grams interrupted)] => 0;
has by_species => sub { {} };
has recent     => sub { [] };

sub write ($self, $result) {
    $self->feedings($self->feedings + 1);
    $self->grams($self->grams + $result->{grams});
    my $row = $self->by_species->{$result->{species}} //= {times => 0, plates => 0};
    $row->{times}++;
    $row->{plates} += @{$result->{plates}};
    push @{$self->recent}, [$result->{tank}, $result->{grams}];
    shift @{$self->recent} if @{$self->recent} > 30;
    return $self;
}

sub cut_short ($self, $number) { $self->interrupted($self->interrupted + 1) }

1;
