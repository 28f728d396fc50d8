package Farm::Selection;
use strict;
use warnings;

# a query that can be narrowed, as a DBIx::Class resultset:
#   my $few = $selection->narrow({weight => 3}, {order_by => 'name'});

sub new {
    my ($class, %args) = @_;
    return bless {store => $args{store}, table => $args{table}, where => $args{where} || {}, attrs => $args{attrs} || {}}, $class;
}

sub narrow {
    my ($self, $where, $attrs) = @_;
    my %attrs = (%{ $self->{attrs} }, %{ $attrs || {} });
    my $new   = ref($self)->new(
        store => $self->{store},
        table => $self->{table},
        where => {%{ $self->{where} }, %$where},
        attrs => \%attrs,
    );
    $self->{attrs} = {%{ $self->{attrs} }, narrowed_to => $new->{attrs}} if $attrs;    # for explain()
    return $new;
}

sub rows {
    my $self = shift;
    my @keys = sort keys %{ $self->{where} };
    return $self->{store}->fetch($self->{table}, [map {"$_ = ?"} @keys], [@{ $self->{where} }{@keys}], $self->{attrs}{order_by});
}

sub explain {
    my $self = shift;
    my $text = "$self->{table} by " . ($self->{attrs}{order_by} // 'nothing');
    $text .= ', last narrowed by ' . ($self->{attrs}{narrowed_to}{order_by} // 'nothing') if $self->{attrs}{narrowed_to};
    return $text;
}

1;
