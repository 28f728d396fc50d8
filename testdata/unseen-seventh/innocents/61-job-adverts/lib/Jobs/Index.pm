package Jobs::Index;
use strict;
use warnings;
use Jobs::Entry;

sub new { return bless {entry => {}, posting => {}}, shift }

sub insert {
    my ($self, $advert) = @_;
    $self->remove($advert->{id}) if $self->{entry}{$advert->{id}};
    my $entry = $self->{entry}{$advert->{id}} = Jobs::Entry->new($advert);
    my $place = 0;
    for my $word ($entry->words_of_text) {
        my $posting = $self->{posting}{$word} //= {word => $word, entries => {}};
        my $hit = $posting->{entries}{$entry->id} //= {entry => $entry, posting => $posting, places => []};
        push @{$hit->{places}}, $place++;
        $entry->join_hit($word, $hit);
    }
    return $entry;
}

sub remove {
    my ($self, $id) = @_;
    my $entry = delete $self->{entry}{$id} or return;
    for my $word ($entry->hit_words) {
        my $posting = $self->{posting}{$word} or next;
        my $hit = delete $posting->{entries}{$id};
        delete @$hit{qw(entry posting)} if $hit;
        delete $self->{posting}{$word} unless %{$posting->{entries}};
    }
    $entry->leave_hits;
    return;
}

sub search {
    my ($self, @words) = @_;
    my @lists = map { my $p = $self->{posting}{$_}; $p ? $p->{entries} : {} } @words;
    my $first = shift @lists;
    my @ids   = keys %$first;
    for my $list (@lists) { @ids = grep { $list->{$_} } @ids }
    return scalar @ids;
}

sub size  { return scalar keys %{$_[0]{entry}} }
sub words { return scalar keys %{$_[0]{posting}} }

1;
