package Jobs::Crawler;
use strict;
use warnings;
use Jobs::Page;

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, number => 0, adverts => [], keep => 60, gone => 0, elsewhere => 0, per_town => {}}, $class;
}

sub fetch_next {
    my $self = shift;
    my $path = '/ad/' . ++$self->{number};
    my $page = Jobs::Page->parse($self->{site}->get($path));

    my $node = $page->advert;
    if (!$node) {
        $self->{gone}++;
        $page->done;
        return;
    }

    my $town = $page->text_of($node, class => 'town');
    $self->{per_town}{$town}++;
    if (!grep { $_ eq $town } @{ $self->{towns} }) {
        $self->{elsewhere}++;
        return;
    }

    my $advert = {
        path  => $path,
        town  => $town,
        title => $page->text_of($node, _tag => 'h1'),
        text  => $page->text_of($node, class => 'text'),
        %{ $page->table($node) },
    };
    $page->done;
    return $self->keep($advert);
}

sub keep {
    my ($self, $advert) = @_;
    my $list = $self->{adverts};
    push @$list, $advert;
    shift @$list if @$list > $self->{keep};
    return $advert;
}

sub status {
    my $self = shift;
    return sprintf '%d pages, %d gone, %d in other towns, %d kept', @$self{qw(number gone elsewhere)}, scalar @{ $self->{adverts} };
}

1;
