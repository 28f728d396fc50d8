package Letters::Library;
use strict;
use warnings;
use base 'Template::Provider';

my @LANG  = map { my $a = $_; map { "$a-$_" } qw(AT BE CH DE LU) } qw(de fr en nl it);
my @KINDS = map { my $a = $_; map { "${a}_$_" } qw(new open late paid) } qw(offer order invoice return member repair);

sub languages { return [@LANG] }
sub kinds     { return [@KINDS] }

# letters are composed from building blocks, there are no files
sub _template_modified { return 1 }

sub _template_content {
    my ($self, $path) = @_;
    my (undef, $lang, $kind) = split m{/}, $path;
    my ($topic, $state) = split /_/, $kind;
    my $text = <<"END";
[% DEFAULT salutation = 'Dear' %]
[$lang] [% salutation %] [% customer.name | html %],
this is about your $topic no. [% customer.number %].
[% FOREACH l IN lines %] * [% l.text %]: [% l.amount %][% IF l.amount > 50 %] (insured)[% END %]
[% END %]
[% IF customer.vip %]Thank you for your loyalty.[% ELSE %]Thank you.[% END %]
END
    $text .= "[% IF lines.size > 2 %]Please pay within 10 days.[% END %]\n" if $state eq 'late';
    $text .= "Your $topic was settled on [% customer.date %].\n" if $state eq 'paid';
    return wantarray ? ($text, undef, 1) : $text;
}

1;
