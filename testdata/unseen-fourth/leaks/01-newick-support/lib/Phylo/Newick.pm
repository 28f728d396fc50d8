package Phylo::Newick;
use strict;
use warnings;
use Exporter 'import';
use Carp qw(croak);
use Phylo::Node;

our @EXPORT_OK = qw(parse_newick);

my %length_of;    # sum of the branch lengths of each species

sub parse_newick {
    my ($text) = @_;
    my $root    = Phylo::Node->new;
    my $current = $root;
    for ($text) {
        while (1) {
            if    (/\G\s*\(/gc) { $current = $current->add_child(Phylo::Node->new) }
            elsif (/\G\s*,/gc)  { $current = $current->parent->add_child(Phylo::Node->new) }
            elsif (/\G\s*\)/gc) { $current = $current->parent }
            elsif (/\G:([\d.eE+-]+)/gc) {
                $current->length($1);
                $length_of{ $current->name } += $1 if defined $current->name;
            }
            elsif (/\G\s*([A-Za-z_]\w*)/gc) { $current->name($1) }
            elsif (/\G\s*;/gc)              {last}
            else                            { croak 'bad newick at ' . (pos // 0) }
        }
    }
    return $root;
}

1;
