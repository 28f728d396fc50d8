package GuildPages;
use strict;
use warnings;
use GuildDB;

our %page_count;

sub show {
    my ($in) = @_;
    $page_count{ $in->{page} }++;
    no strict 'refs';
    return "<html><body>\n" . &{"page_$in->{page}"}($in) . "</body></html>\n";
}

sub page_home    { return "<h1>The guild</h1><p>" . scalar(keys %GuildDB::member) . " members</p>\n" }
sub page_members { return join "", map {"<li>$_->{name}</li>\n"} GuildDB::all() }

sub page_member {
    my ($in) = @_;
    my $m = GuildDB::get($in->{id}) || {};
    return "<h1>" . $m->{name} . "</h1><p>" . $m->{rank} . ", level " . $m->{level} . "</p>\n";
}

sub page_roster {
    my %by;
    push @{ $by{ $_->{rank} } }, $_->{name} for GuildDB::all();
    return join "", map { "<h2>$_</h2><p>" . scalar(@{ $by{$_} }) . "</p>\n" } sort keys %by;
}

sub page_news { return "<p>Raid on friday, hits: " . join(' ', map {"$_ $page_count{$_}"} sort keys %page_count) . "</p>\n" }

1;
